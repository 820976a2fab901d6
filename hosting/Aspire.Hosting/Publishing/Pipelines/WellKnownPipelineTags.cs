namespace Aspire.Hosting.Pipelines;

/// <summary>The words by which steps are found.</summary>
public static class WellKnownPipelineTags
{
    /// <summary>It builds an image.</summary>
    public const string BuildCompute = "build-compute";

    /// <summary>It pushes an image.</summary>
    public const string PushContainerImage = "push-container-image";

    /// <summary>It brings a resource to where it runs.</summary>
    public const string DeployCompute = "deploy-compute";

    /// <summary>It prepares where resources run.</summary>
    public const string ProvisionInfrastructure = "provision-infra";
}
