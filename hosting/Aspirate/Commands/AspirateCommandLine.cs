using System.CommandLine;
using Aspirate.Cluster;
using Aspirate.Cluster.Applying;
using Aspire.Hosting;
using k8s.Autorest;

namespace Aspirate.Commands;

/// <summary>The command line: parses, runs a command, and turns a user's mistake into a message and exit code 1.</summary>
internal static class AspirateCommandLine
{
    private const string DebugVariable = "ASPIRATE_DEBUG";

    // After Ctrl+C a cluster still has to be told what became of a revision, and that its lock is free.
    private static readonly TimeSpan TimeToFinish = TimeSpan.FromSeconds(15);

    public static async Task<int> InvokeAsync(string[] args, TextWriter output, TextWriter error)
    {
        var root = new RootCommand("Turns an Aspire application into Kubernetes manifests, and the manifests into a running application.")
        {
            new InitCommand(),
            new GenerateCommand(),
            new ApplyCommand(),
            new DiffCommand(),
            new RollbackCommand(),
            new DestroyCommand(),
            new BuildCommand(),
            new RunCommand(),
            new StatusCommand(),
            new LogsCommand(),
            new SecretsCommand(),
        };

        var configuration = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = TimeToFinish,
        };
        try
        {
            return await root.Parse(args).InvokeAsync(configuration);
        }
        catch (UserErrorException mistake)
        {
            await error.WriteLineAsync(mistake.Message);
            return ExitCodes.Failure;
        }
        catch (Exception problem) when (problem is DistributedApplicationException or ClusterException)
        {
            await error.WriteLineAsync(problem.Message);
            return ExitCodes.Failure;
        }
        catch (HttpOperationException refused)
        {
            await error.WriteLineAsync(RefusedRequest.Describe(refused));
            return ExitCodes.Failure;
        }
        catch (ApplyInterruptedException interrupted)
        {
            await error.WriteLineAsync(interrupted.Message);
            return ExitCodes.Cancelled;
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Cancelled; nothing was changed.");
            return ExitCodes.Cancelled;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(problem.Message);
            return ExitCodes.Failure;
        }
        catch (Exception unexpected)
        {
            await error.WriteLineAsync(Environment.GetEnvironmentVariable(DebugVariable) == "1"
                ? unexpected.ToString()
                : $"{unexpected.GetType().Name}: {unexpected.Message.ReplaceLineEndings(" ")}\nThis is a fault of aspirate and not of what it was given. The same command with {DebugVariable}=1 in its environment shows where; please report it with that.");
            return ExitCodes.Failure;
        }
    }
}
