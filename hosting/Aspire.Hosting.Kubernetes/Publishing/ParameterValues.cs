using System.Text.Json;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Kubernetes.Publishing;

/// <summary>
/// Makes new values for parameters whose rule only this program knows: those that <c>--Kubernetes:Parameters=NAME,NAME</c> names, into
/// the new file <c>--output-path</c>, as one JSON object. The file is its owner's alone; nothing is shown or logged.
/// </summary>
internal static class ParameterValues
{
    public const string StepName = "make-parameters";

    private const string NamesKey = "Kubernetes:Parameters";

    /// <exception cref="DistributedApplicationException">A parameter is unknown or has no rule, or the file cannot be written.</exception>
    public static async Task WriteAsync(PipelineStepContext context)
    {
        var names = (context.Services.GetRequiredService<IConfiguration>()[NamesKey] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (names.Length == 0)
        {
            throw new DistributedApplicationException($"Which parameters? Name them with --{NamesKey}=NAME,NAME.");
        }

        if (context.Services.GetRequiredService<IOptions<PipelineOptions>>().Value.OutputPath is not { Length: > 0 } path)
        {
            throw new DistributedApplicationException("Where to? Name a file that does not exist yet with --output-path.");
        }

        var values = names.ToDictionary(name => name, name => Make(context.Model, name), StringComparer.Ordinal);
        try
        {
            await using var file = new FileStream(path, OwnersOnly());
            await JsonSerializer.SerializeAsync(file, values, cancellationToken: context.CancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new DistributedApplicationException($"The values cannot be written to '{path}': {exception.Message} Choose another --output-path.", exception);
        }
    }

    // Not the parameter's value: that may be the one which is to be replaced.
    private static string Make(DistributedApplicationModel model, string name)
    {
        var parameter = model.Resources.OfType<ParameterResource>().FirstOrDefault(resource => string.Equals(resource.Name, name, StringComparison.OrdinalIgnoreCase))
            ?? throw new DistributedApplicationException($"There is no parameter '{name}' in the model. Write the manifests anew with: aspirate generate");
        return (parameter.Default ?? throw new DistributedApplicationException($"The parameter '{name}' has no rule for making a value. Give it one in the AppHost's configuration.")).GetDefaultValue();
    }

    private static FileStreamOptions OwnersOnly()
    {
        var file = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            file.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return file;
    }
}
