using System.Diagnostics;

namespace ServiceDefaults.Data;

/// <summary>The source of the activities that this folder adds to traces.</summary>
internal static class DataActivities
{
    public const string SourceName = "ServiceDefaults.Data";

    public static readonly ActivitySource Source = new(SourceName);
}
