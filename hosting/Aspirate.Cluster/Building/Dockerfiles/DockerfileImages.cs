using System.ComponentModel;
using System.Globalization;
using Aspirate.Cluster.Secrets;
using Aspirate.Cluster.Secrets.Templates;
using CliWrap;
using CliWrap.Buffered;

namespace Aspirate.Cluster.Building.Dockerfiles;

/// <summary>Makes images of folders with a Dockerfile, which only a container engine can.</summary>
internal sealed class DockerfileImages(TextWriter error)
{
    // The values of secrets go to the engine in its environment, which nobody else sees.
    private const string VariablePrefix = "ASPIRATE_BUILD_";

    /// <returns>The first of <paramref name="engines"/> that works.</returns>
    /// <exception cref="UserErrorException">A folder, its Dockerfile or the value of a secret is missing, or no engine works.</exception>
    public static async Task<ContainerEngine> CheckAsync(BuildRequest request, IReadOnlyList<ImageSource> images, IReadOnlyList<ContainerEngine> engines, CancellationToken cancellationToken)
    {
        foreach (var image in images)
        {
            var dockerfile = DockerfileOf(request, image);
            if (!File.Exists(dockerfile))
            {
                throw new UserErrorException($"The image '{image.Name}' has no Dockerfile: {dockerfile} is not there.");
            }

            if (image.Secrets?.FirstOrDefault(secret => secret.File is { } file && !File.Exists(request.PathOf(file))) is { } absent)
            {
                throw new UserErrorException($"The build of the image '{image.Name}' needs the secret file {request.PathOf(absent.File!)}, which is not there.");
            }
        }

        var missing = images
            .SelectMany(image => ArgumentsOf(image).Select(argument => argument.Value).Concat(SecretsOf(image).Select(secret => secret.Value)).OfType<SecretText>().SelectMany(text => text.Parameters).Select(parameter => (image.Name, Parameter: parameter.Name)))
            .Where(use => request.Values.Find(new SecretParameter { Name = use.Parameter }) is null)
            .GroupBy(use => use.Parameter, use => use.Name, StringComparer.Ordinal)
            .Select(use => $"{use.Key} ({string.Join(", ", use.Distinct())}): {SecretOrigin.Remedy(new SecretParameter { Name = use.Key })}")
            .ToList();
        if (missing.Count > 0)
        {
            throw new UserErrorException($"Images cannot be built without these secrets:\n  {string.Join("\n  ", missing)}");
        }

        foreach (var engine in engines)
        {
            if (await WorksAsync(engine, cancellationToken))
            {
                return engine;
            }
        }

        throw new UserErrorException($"{string.Join(" and ", images.Select(image => $"'{image.Name}'"))} {(images.Count == 1 ? "is" : "are")} built from a Dockerfile, which needs Docker, Podman or Buildah; none of them works here. Install or start one, or leave {(images.Count == 1 ? "it" : "them")} out where the tree is generated (--skip).");
    }

    /// <summary>Builds an image and saves it as an archive.</summary>
    /// <exception cref="UserErrorException">The engine could not; what it said was shown.</exception>
    public async Task MakeAsync(ContainerEngine engine, BuildRequest request, ImageSource image, string archive, CancellationToken cancellationToken)
    {
        var architecture = request.RuntimeIdentifier[(request.RuntimeIdentifier.LastIndexOf('-') + 1)..];
        var identity = $"{archive}.id";
        var variables = new Dictionary<string, string?>();
        List<string> arguments = ["build", "--platform", $"linux/{(architecture == "x64" ? "amd64" : architecture)}", "--iidfile", identity, "--file", DockerfileOf(request, image)];
        if (image.Stage is { } stage)
        {
            arguments.AddRange(["--target", stage]);
        }

        foreach (var (name, value) in ArgumentsOf(image))
        {
            var isSecret = value?.Parameters.Any() is true;
            if (isSecret)
            {
                variables[name] = Render(value!, request);
            }

            arguments.AddRange(["--build-arg", value is null || isSecret ? name : $"{name}={Render(value, request)}"]);
        }

        foreach (var (index, (id, value, file)) in SecretsOf(image).Index())
        {
            if (value is null)
            {
                arguments.AddRange(["--secret", $"id={id},src={request.PathOf(file!)}"]);
                continue;
            }

            var variable = VariablePrefix + index.ToString(CultureInfo.InvariantCulture);
            variables[variable] = Render(value, request);
            arguments.AddRange(["--secret", $"id={id},env={variable}"]);
        }

        await RunAsync(engine, image, [.. arguments, request.PathOf(image.Context!)], variables, cancellationToken);
        var built = (await File.ReadAllTextAsync(identity, cancellationToken)).Trim();
        await RunAsync(engine, image, engine.Save(built, archive), new Dictionary<string, string?>(), cancellationToken);
    }

    private static string DockerfileOf(BuildRequest request, ImageSource image) =>
        image.Dockerfile is { } file ? request.PathOf(file) : Path.Combine(request.PathOf(image.Context!), "Dockerfile");

    private static IEnumerable<(string Name, SecretText? Value)> ArgumentsOf(ImageSource image) => (image.Arguments ?? [])
        .Select(argument => argument.Split('=', 2))
        .Select(argument => (argument[0], argument is [_, var value] ? SecretText.Parse(value) : null));

    private static IEnumerable<(string Id, SecretText? Value, string? File)> SecretsOf(ImageSource image) => (image.Secrets ?? [])
        .Select(secret => (secret.Id, secret.Value is { } value ? SecretText.Parse(value) : null, secret.File));

    private static string Render(SecretText text, BuildRequest request) => text.Render(
        literal => literal,
        parameter =>
        {
            // There, as was checked before anything was built.
            var value = request.Values.Find(new SecretParameter { Name = parameter.Name })!;
            return parameter.IsUriEncoded ? Uri.EscapeDataString(value) : value;
        });

    private async Task RunAsync(ContainerEngine engine, ImageSource image, IReadOnlyList<string> arguments, IReadOnlyDictionary<string, string?> variables, CancellationToken cancellationToken)
    {
        var result = await Cli.Wrap(engine.Program).WithArguments(arguments).WithEnvironmentVariables(variables).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellationToken);
        if (result.ExitCode != 0)
        {
            await error.WriteAsync(result.StandardOutput + result.StandardError);
            throw new UserErrorException($"{engine.Program} {arguments[0]} failed for the image '{image.Name}', see above.");
        }
    }

    private static async Task<bool> WorksAsync(ContainerEngine engine, CancellationToken cancellationToken)
    {
        try
        {
            return (await Cli.Wrap(engine.Program).WithArguments("info").WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellationToken)).ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
