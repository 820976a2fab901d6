namespace Aspire.Dashboard.Resources;

/// <summary>The form of a field. Numbers are those of the contract.</summary>
public enum InteractionInputType
{
    /// <summary>Not said: text.</summary>
    Unspecified = 0,

    /// <summary>Text.</summary>
    Text = 1,

    /// <summary>Text that is not shown.</summary>
    SecretText = 2,

    /// <summary>One of the options.</summary>
    Choice = 3,

    /// <summary>Yes or no: <c>true</c>, <c>false</c>.</summary>
    Boolean = 4,

    /// <summary>A number.</summary>
    Number = 5,

    /// <summary>A file. This dashboard does not send files: show the field disabled and say so.</summary>
    File = 6,
}
