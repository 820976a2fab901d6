namespace Aspirate.Status;

/// <summary>How a status is written.</summary>
internal enum StatusFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs.</summary>
    Json,
}
