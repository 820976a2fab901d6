namespace Aspire.Hosting.Kubernetes.Description;

/// <summary>Files of one image that are copied into another one.</summary>
/// <param name="Resource">The resource whose image has them.</param>
/// <param name="Sources">The files and folders there, as absolute paths. Of a folder, what is in it is copied.</param>
/// <param name="Destination">The folder in the other image; a relative path is below the image's working directory.</param>
public sealed record CopiedFiles(string Resource, IReadOnlyList<string> Sources, string Destination);
