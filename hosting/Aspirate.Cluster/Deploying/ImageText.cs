namespace Aspirate.Cluster.Deploying;

/// <summary>How images are named to people.</summary>
internal static class ImageText
{
    /// <summary>Without its digest, which is for machines, as long as it has a tag.</summary>
    public static string WithoutDigest(string reference) =>
        reference.Split('@') is [var name, _] && name.LastIndexOf(':') > name.LastIndexOf('/') ? name : reference;
}
