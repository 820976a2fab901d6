using Aspirate.AppHosts;
using Aspirate.Cluster;
using Aspirate.Cluster.Secrets;
using Aspirate.Cluster.Secrets.Templates;
using Microsoft.Extensions.Configuration;

namespace Aspirate.Secrets;

/// <summary>
/// The values that the AppHost has: given by its appsettings, its user secrets or the environment, in the order in which it reads
/// them itself, or made by its program.
/// </summary>
internal sealed class AppHostParameterValues : IParameterValues
{
    private readonly AppHostProject? _project;
    private readonly AppHostRunner _runner;
    private readonly IConfiguration _configuration;

    /// <param name="project">The AppHost; without one, only the environment gives values.</param>
    /// <param name="runner">Runs it.</param>
    /// <exception cref="UserErrorException">Its configuration cannot be read.</exception>
    public AppHostParameterValues(AppHostProject? project, AppHostRunner runner)
    {
        _project = project;
        _runner = runner;
        _configuration = Read(project);
    }

    /// <summary>Those of the AppHost at <paramref name="path"/>, or of the environment alone when there is none.</summary>
    /// <exception cref="UserErrorException">There are several, or its configuration cannot be read.</exception>
    public static AppHostParameterValues Of(string path, AppHostRunner runner) => new(AppHostLocator.TryFind(path), runner);

    public string? Find(SecretParameter parameter) => SecretOrigin.Find(parameter, key => _configuration[key]);

    public async Task<IReadOnlyDictionary<string, string>> MakeAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        if (_project is null)
        {
            throw new UserErrorException($"There is no AppHost here that could make {string.Join(", ", names)}. Name its project with --project-path, or give the values in the environment.");
        }

        if (AppHostProgram.TryFind(_project, configuration: null) is null)
        {
            await _runner.BuildAsync(_project, configuration: null, cancellationToken);
        }

        var program = AppHostProgram.Find(_project, configuration: null);
        return program.PublishesKubernetes
            ? await _runner.MakeParametersAsync(program, _project, names, cancellationToken)
            : throw new UserErrorException($"Only {_project.Name} knows how to make {string.Join(", ", names)}, and it has no step for that. Give the values: dotnet user-secrets set Parameters:NAME VALUE --project {_project.File}");
    }

    private static IConfiguration Read(AppHostProject? project)
    {
        var builder = new ConfigurationBuilder();
        try
        {
            if (project is not null)
            {
                builder.SetBasePath(project.Directory)
                    .AddJsonFile("appsettings.json", optional: true)
                    .AddJsonFile($"appsettings.{EnvironmentName}.json", optional: true);
                if (project.UserSecretsId is { } id)
                {
                    builder.AddUserSecrets(id);
                }
            }

            return builder.AddEnvironmentVariables().Build();
        }
        catch (InvalidDataException exception)
        {
            throw new UserErrorException($"The AppHost's configuration cannot be read: {exception.Message} {exception.InnerException?.Message}");
        }
    }

    // As the AppHost itself, when it publishes.
    private static string EnvironmentName =>
        Environment.GetEnvironmentVariable("ASPIRE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? "Production";
}
