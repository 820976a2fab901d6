namespace Aspirate.Cluster.Building.Targets;

/// <summary>A program that loads archives of images.</summary>
/// <param name="Program">The program.</param>
/// <param name="Description">What it loads them into, for people.</param>
/// <param name="Check">The arguments with which it succeeds when it can be used.</param>
/// <param name="Load">The arguments with which it loads an archive.</param>
/// <param name="Remedy">What to do when it cannot be used.</param>
/// <param name="Presence">How it tells which images are there, if it does. The others find out while loading.</param>
internal sealed record ImageLoader(
    string Program,
    string Description,
    IReadOnlyList<string> Check,
    Func<string, IReadOnlyList<string>> Load,
    string Remedy,
    ImagePresence? Presence)
{
    public static ImageLoader Docker { get; } = Engine("docker", "the Docker daemon", "Install and start Docker, or choose another --target.");

    public static ImageLoader Podman { get; } = Engine("podman", "Podman", "Install Podman, or choose another --target.");

    public static ImageLoader Minikube(string profile) => new(
        "minikube",
        $"Minikube's cluster '{profile}'",
        ["status", "--profile", profile],
        archive => ["image", "load", archive, "--profile", profile],
        $"Start it with: minikube start --profile {profile}, or choose another --target.",
        ImagePresence.ByRepositoryTags(["image", "ls", "--format", "json", "--profile", profile]));

    public static ImageLoader Kind(string cluster) => new(
        "kind",
        $"kind's cluster '{cluster}'",
        ["get", "nodes", "--name", cluster],
        archive => ["load", "image-archive", archive, "--name", cluster],
        $"Create it with: kind create cluster --name {cluster}, or choose another --target.",
        Presence: null);

    public static ImageLoader K3d(string cluster) => new(
        "k3d",
        $"k3d's cluster '{cluster}'",
        ["cluster", "get", cluster],
        archive => ["image", "import", archive, "--cluster", cluster],
        $"Create it with: k3d cluster create {cluster}, or choose another --target.",
        Presence: null);

    private static ImageLoader Engine(string program, string description, string remedy) => new(
        program,
        description,
        ["info"],
        archive => ["load", "--input", archive],
        remedy,
        ImagePresence.ByIdentity(["image", "inspect", "--format", "{{.Id}}"]));
}
