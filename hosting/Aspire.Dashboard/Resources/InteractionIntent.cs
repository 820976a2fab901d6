namespace Aspire.Dashboard.Resources;

/// <summary>The mood of a message. Numbers are those of the contract.</summary>
public enum InteractionIntent
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Good news.</summary>
    Success = 1,

    /// <summary>A warning.</summary>
    Warning = 2,

    /// <summary>Bad news.</summary>
    Error = 3,

    /// <summary>News.</summary>
    Information = 4,

    /// <summary>A question.</summary>
    Confirmation = 5,
}
