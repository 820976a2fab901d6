namespace Aspire.Hosting.Pipelines;

/// <summary>The steps that every pipeline has. They do nothing themselves: others are <see cref="PipelineStep.RequiredBy(string)">required by</see> them.</summary>
public static class WellKnownPipelineSteps
{
    /// <summary>The values of parameters are made sure of.</summary>
    public const string ProcessParameters = "process-parameters";

    /// <summary>Everything is written to files.</summary>
    public const string Publish = "publish";

    /// <summary>What has to be done before publishing.</summary>
    public const string PublishPrereq = "publish-prereq";

    /// <summary>Images are built.</summary>
    public const string Build = "build";

    /// <summary>What has to be done before building images.</summary>
    public const string BuildPrereq = "build-prereq";

    /// <summary>Images are pushed to their registry.</summary>
    public const string Push = "push";

    /// <summary>What has to be done before pushing images.</summary>
    public const string PushPrereq = "push-prereq";

    /// <summary>The application is brought to where it runs.</summary>
    public const string Deploy = "deploy";

    /// <summary>What has to be done before deploying.</summary>
    public const string DeployPrereq = "deploy-prereq";

    /// <summary>The application is removed from where it runs.</summary>
    public const string Destroy = "destroy";

    /// <summary>What has to be done before destroying.</summary>
    public const string DestroyPrereq = "destroy-prereq";
}
