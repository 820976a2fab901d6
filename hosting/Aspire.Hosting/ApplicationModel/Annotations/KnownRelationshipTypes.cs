namespace Aspire.Hosting.ApplicationModel;

internal static class KnownRelationshipTypes
{
    internal const string Parent = nameof(Parent);
    internal const string Reference = nameof(Reference);
    internal const string WaitFor = nameof(WaitFor);
}
