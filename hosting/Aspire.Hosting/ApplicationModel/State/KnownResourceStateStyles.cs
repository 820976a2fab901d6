namespace Aspire.Hosting.ApplicationModel;

/// <summary>How states are shown.</summary>
public static class KnownResourceStateStyles
{
    /// <summary>As going well.</summary>
    public static readonly string Success = "success";

    /// <summary>As going wrong.</summary>
    public static readonly string Error = "error";

    /// <summary>As neither.</summary>
    public static readonly string Info = "info";

    /// <summary>As worth a look.</summary>
    public static readonly string Warn = "warn";
}
