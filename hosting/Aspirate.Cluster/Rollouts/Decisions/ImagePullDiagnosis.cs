using Aspirate.Cluster.Rollouts.Watching;

namespace Aspirate.Cluster.Rollouts.Decisions;

/// <summary>The image does not come to the node.</summary>
internal static class ImagePullDiagnosis
{
    private const string FailedPull = "Failed to pull image";

    public static Finding? Find(ContainerEvidence container)
    {
        if (container.Waiting is not { Reason: "ErrImagePull" or "ImagePullBackOff" or "InvalidImageName" or "ErrImageNeverPull" or "RegistryUnavailable" or "ImageInspectError" or "SignatureValidationFailed" } waiting)
        {
            return null;
        }

        var image = container.Container.Image;
        var pulls = container.Events.Where(entry => entry.Message?.StartsWith(FailedPull, StringComparison.Ordinal) == true).ToList();
        var cause = Cause(pulls is [.., var last] ? last.Message : waiting.Message ?? "");
        var (message, remedy) = Explain(waiting.Reason, image, cause);

        var isCertain = waiting.Reason is "InvalidImageName" or "ErrImageNeverPull" || pulls.Sum(entry => entry.Times()) >= container.Evidence.Patience.ImagePulls;
        return new(container.Problem("ImagePull", message, remedy), isCertain ? Certainty.Certain : Certainty.Possible);
    }

    private static (string Message, string Remedy) Explain(string reason, string image, string cause)
    {
        var text = $"the image {image} cannot be pulled";
        return reason switch
        {
            "InvalidImageName" => ($"'{image}' is no name of an image", "Correct the image's name in the model, or with --container-registry, --container-repository-prefix and --container-image-tag."),
            "ErrImageNeverPull" => ($"the image {image} is not on the node, and imagePullPolicy: Never forbids to pull it", "Load the image into the node (minikube image load), or generate with --image-pull-policy IfNotPresent."),
            _ when Says(cause, "toomanyrequests", "429") => ($"{text}: the registry has had too many requests ({cause})", "Wait, or sign in to the registry and give the namespace's pods its credentials."),
            _ when Says(cause, "unauthorized", "authorization failed", "denied", "403 Forbidden", "401 Unauthorized") => ($"{text}: the registry does not let the node in ({cause})", "Correct the name if the image does not exist, make it public, or create a pull Secret and name it in the workload's imagePullSecrets."),
            _ when Says(cause, "no match for platform", "no matching manifest") => ($"{text}: it does not exist for the node's processor ({cause})", "Build the image for the node's architecture."),
            _ when Says(cause, "x509", "certificate") => ($"{text}: the node does not trust the registry's certificate ({cause})", "Give the container runtime of the nodes the registry's certificate authority."),
            _ when Says(cause, "server gave HTTP response to HTTPS client") => ($"{text}: the registry speaks HTTP and the node insists on HTTPS", "Allow the registry as an insecure one in the container runtime of the nodes (minikube start --insecure-registry)."),
            _ when Says(cause, "no such host", "dial tcp", "connection refused", "i/o timeout", "Client.Timeout", "deadline exceeded") => ($"{text}: the node does not reach the registry ({cause})", "See that the registry runs and that the nodes can reach it under this name."),
            _ when Says(cause, "not found", "manifest unknown", "NotFound") => ($"{text}: the registry has no such image", "Build and push it (aspirate build), or correct its name and tag."),
            _ => ($"{text}: {cause}", "Look at the pod's events: kubectl describe pod."),
        };
    }

    private static bool Says(string cause, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (cause.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    // containerd wraps the cause in what it was about to do, each time with the image's name: the last part tells it.
    private static string Cause(string message)
    {
        const string failed = "failed to ";
        var text = TerminalText.Line(message);
        var wrapper = text.LastIndexOf(failed, StringComparison.Ordinal);
        var afterWrapper = wrapper < 0 ? text : text[wrapper..];
        var colon = afterWrapper.IndexOf("\": ", StringComparison.Ordinal);
        return colon < 0 ? afterWrapper : afterWrapper[(colon + 3)..];
    }
}
