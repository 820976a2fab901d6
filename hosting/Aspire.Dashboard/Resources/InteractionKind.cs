namespace Aspire.Dashboard.Resources;

/// <summary>The form of a question of the AppHost.</summary>
public enum InteractionKind
{
    /// <summary>A dialog with a message and buttons.</summary>
    MessageBox,

    /// <summary>A dialog with fields.</summary>
    Inputs,

    /// <summary>A bar that does not stand in the way, perhaps with a link.</summary>
    Notification,

    /// <summary>A dialog that waits for work of the AppHost.</summary>
    Progress,
}
