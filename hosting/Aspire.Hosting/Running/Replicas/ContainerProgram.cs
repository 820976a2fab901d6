using Aspire.Hosting.Additions;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running.Processes;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running.Replicas;

/// <summary>A container, run in the foreground by Docker or Podman: its command line is the process that is supervised.</summary>
/// <remarks>Without a runtime, a program of this machine does its work if the resource knows one (<see cref="LocalProcessAnnotation"/>).</remarks>
internal sealed class ContainerProgram(ContainerResource resource, ContainerRuntime runtime, ILogger logger) : IReplicaProgram
{
    public string Source => resource.TryGetContainerImageName(out var image) ? image : resource.Name;

    public async Task<ProcessSpecification> DescribeAsync(ReplicaConfiguration configuration, CancellationToken cancellationToken)
    {
        var program = await runtime.FindProgramAsync();

        if (program is null && resource.TryGetLastAnnotation<LocalProcessAnnotation>(out var local))
        {
            return await PrepareAsync(local, configuration, cancellationToken);
        }

        if (!resource.TryGetContainerImageName(out var image))
        {
            throw new DistributedApplicationException($"The container '{resource.Name}' has no image. Say which with WithImage.");
        }

        if (program is null)
        {
            throw new DistributedApplicationException($"The container '{resource.Name}' ({image}) needs a container runtime, and neither Docker nor Podman answers on this machine. Install and start one of them, or leave the resource out when the application is run.");
        }

        // The name is the replica's own, so that two runs at once do not meet.
        var name = $"{configuration.Name}-{Environment.ProcessId}";
        List<string> arguments = ["run", "--rm", "--init", "--name", name, "--add-host", $"{KnownHostNames.DockerDesktopHostBridge}:host-gateway"];

        foreach (var (endpoint, port) in configuration.Ports)
        {
            arguments.AddRange(["--publish", $"127.0.0.1:{port}:{endpoint.TargetPort ?? port}/{endpoint.Protocol.ToString().ToLowerInvariant()}"]);
        }

        // Only the names: the values, secrets among them, come by the environment and not by the command line.
        foreach (var variable in configuration.Environment)
        {
            arguments.AddRange(["--env", variable.Name]);
        }

        foreach (var mount in resource.Annotations.OfType<ContainerMountAnnotation>())
        {
            arguments.AddRange(["--mount", Mount(mount)]);
        }

        if (resource.Entrypoint is { } entrypoint)
        {
            arguments.AddRange(["--entrypoint", entrypoint]);
        }

        foreach (var callback in resource.Annotations.OfType<ContainerRuntimeArgsCallbackAnnotation>())
        {
            var more = new List<object>();
            await callback.Callback(new(more, cancellationToken));
            arguments.AddRange(more.Select(argument => argument.ToString() ?? ""));
        }

        arguments.Add(image);
        arguments.AddRange(configuration.Arguments.Select(argument => argument.Value));

        return new()
        {
            FileName = program,
            Arguments = arguments,
            WorkingDirectory = Environment.CurrentDirectory,
            Environment = configuration.Environment.ToDictionary(variable => variable.Name, variable => variable.Value),
            Container = (program, name),
        };
    }

    private async Task<ProcessSpecification> PrepareAsync(LocalProcessAnnotation local, ReplicaConfiguration configuration, CancellationToken cancellationToken)
    {
        var process = await local.Prepare(
            new()
            {
                TargetPorts = configuration.Ports.ToDictionary(pair => pair.Key.Name, pair => pair.Value),
                Environment = configuration.Environment.ToDictionary(variable => variable.Name, variable => variable.Value ?? ""),
                Logger = logger,
            },
            cancellationToken);

        return new()
        {
            FileName = process.FileName,
            Arguments = process.Arguments,
            WorkingDirectory = process.WorkingDirectory,
            Environment = process.Environment,
            StopSignal = process.StopsByInterrupt ? UnixSignal.Interrupt : UnixSignal.Terminate,
            TemporaryDirectory = process.TemporaryDirectory,
        };
    }

    private static string Mount(ContainerMountAnnotation mount) => string.Join(
        ',',
        new[]
        {
            mount.Type is ContainerMountType.BindMount ? "type=bind" : "type=volume",
            mount.Source is { } source ? $"source={source}" : null,
            $"target={mount.Target}",
            mount.IsReadOnly ? "readonly" : null,
        }.OfType<string>());
}
