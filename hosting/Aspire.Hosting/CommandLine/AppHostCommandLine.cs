using System.CommandLine;
using System.CommandLine.Invocation;
using Aspire.Hosting.Pipelines;

namespace Aspire.Hosting.CommandLine;

/// <summary>The AppHost's command line, as <c>aspire</c> and <c>aspirate</c> write it.</summary>
internal sealed class AppHostCommandLine
{
    private const string Manifest = "manifest";

    private static readonly string[] Operations = ["run", "publish"];

    private AppHostCommandLine(DistributedApplicationOperation operation, string? environment, IReadOnlyList<KeyValuePair<string, string?>> settings)
    {
        Operation = operation;
        Environment = environment;
        Settings = settings;
    }

    /// <summary>Gets what is done.</summary>
    internal DistributedApplicationOperation Operation { get; }

    /// <summary>Gets the environment, if it is said.</summary>
    internal string? Environment { get; }

    /// <summary>Gets what the command line adds to configuration.</summary>
    internal IReadOnlyList<KeyValuePair<string, string?>> Settings { get; }

    internal static AppHostCommandLine Parse(IReadOnlyList<string> args)
    {
        var operation = new Option<string?>("--operation") { Description = "What to do: run (default) or publish." };
        var step = new Option<string?>("--step") { Description = "What to publish: publish-manifest, publish, deploy, destroy or any step of the pipeline." };
        var publisher = new Option<string?>("--publisher") { Description = "The older form of --operation publish: manifest." };
        var outputPath = new Option<string?>("--output-path") { Description = "The file or directory to write; 'aspire-output' beside the AppHost by default." };
        var logLevel = new Option<string?>("--log-level") { Description = "How much to log: Trace, Debug, Information, Warning, Error, Critical or None." };
        var environment = new Option<string?>("--environment", "-e") { Description = "The environment, such as Development." };
        var details = new Option<bool>("--include-exception-details") { Description = "Show errors with their stack traces.", Arity = ArgumentArity.ZeroOrOne };
        var yes = new Option<bool>("--yes", "-y") { Description = "Answer questions with yes.", Arity = ArgumentArity.ZeroOrOne };
        var clearCache = new Option<bool>("--clear-cache") { Description = "Forget what was kept from earlier deployments.", Arity = ArgumentArity.ZeroOrOne };
        var logs = new Option<bool>("--logs") { Description = "Show the services' console output.", Arity = ArgumentArity.ZeroOrOne };
        var command = new RootCommand("Runs this application, or publishes it. Further options of the form --Section:Key=value are configuration.")
        {
            operation, step, publisher, outputPath, logLevel, environment, details, yes, clearCache, logs,
        };

        var (settings, rest) = SplitSettings(args);
        var result = command.Parse(rest);
        if (result.Action is { Terminating: true } and not ParseErrorAction)
        {
            throw new CommandLineHandledException(result.Invoke());
        }

        if (result.Errors.Count > 0)
        {
            throw Mistake(string.Join(' ', result.Errors.Select(error => error.Message)));
        }

        var chosenOperation = result.GetValue(operation)?.ToLowerInvariant();
        if (chosenOperation is not null && !Operations.Contains(chosenOperation))
        {
            throw Mistake($"'{chosenOperation}' is not an operation. There are: {string.Join(", ", Operations)}.");
        }

        var chosenStep = result.GetValue(step);
        var chosenPublisher = result.GetValue(publisher)?.ToLowerInvariant();
        if (chosenPublisher is not null and not Manifest)
        {
            throw Mistake($"'{chosenPublisher}' is not a publisher. There is '{Manifest}'; everything else is published by --operation publish --step publish.");
        }

        var publishes = chosenOperation == "publish" || (chosenOperation is null && chosenPublisher is not null);
        if (!publishes && chosenStep is not null)
        {
            throw Mistake("--step is for --operation publish.");
        }

        if (publishes)
        {
            settings.Add(new("Pipeline:Step", chosenStep ?? (chosenPublisher is Manifest ? DistributedApplicationPipeline.PublishManifest : WellKnownPipelineSteps.Publish)));
            settings.Add(new("Publishing:Publisher", chosenPublisher ?? Manifest));
        }

        Add("Pipeline:OutputPath", result.GetValue(outputPath));
        Add("Publishing:OutputPath", result.GetValue(outputPath));
        Add("Pipeline:LogLevel", ValidLogLevel(result.GetValue(logLevel)));
        AddFlag("Pipeline:IncludeExceptionDetails", details);
        AddFlag("Pipeline:SkipConfirmation", yes);
        AddFlag("Pipeline:ClearCache", clearCache);
        AddFlag("AppHost:Logs", logs);

        return new AppHostCommandLine(publishes ? DistributedApplicationOperation.Publish : DistributedApplicationOperation.Run, result.GetValue(environment), settings);

        void Add(string key, string? value)
        {
            if (value is not null)
            {
                settings.Add(new(key, value));
            }
        }

        void AddFlag(string key, Option<bool> option)
        {
            if (result.GetValue(option))
            {
                settings.Add(new(key, "true"));
            }
        }
    }

    private static string? ValidLogLevel(string? level) => level is null || Enum.TryParse<Microsoft.Extensions.Logging.LogLevel>(level, ignoreCase: true, out _)
        ? level
        : throw Mistake($"'{level}' is not a log level. There are: {string.Join(", ", Enum.GetNames<Microsoft.Extensions.Logging.LogLevel>())}.");

    private static DistributedApplicationException Mistake(string message) => new($"{message} --help shows what there is.");

    /// <summary>Takes out <c>--Section:Key=value</c> and <c>--Section:Key value</c>, which are configuration.</summary>
    private static (List<KeyValuePair<string, string?>> Settings, List<string> Options) SplitSettings(IReadOnlyList<string> args)
    {
        var settings = new List<KeyValuePair<string, string?>>();
        var rest = new List<string>();
        for (var i = 0; i < args.Count; i++)
        {
            var parts = args[i].Split('=', 2);
            if (!parts[0].StartsWith("--", StringComparison.Ordinal) || !parts[0].Contains(':', StringComparison.Ordinal))
            {
                rest.Add(args[i]);
            }
            else if (parts.Length == 2)
            {
                settings.Add(new(parts[0][2..], parts[1]));
            }
            else if (i + 1 < args.Count && !args[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                settings.Add(new(parts[0][2..], args[++i]));
            }
            else
            {
                throw Mistake($"The setting '{args[i]}' has no value. Write it as {args[i]}=value.");
            }
        }

        return (settings, rest);
    }
}
