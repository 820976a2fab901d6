namespace Aspire.Hosting;

/// <summary>Where the AppHost's project is.</summary>
/// <param name="Directory">The absolute path of its directory; relative paths in the model begin there.</param>
/// <param name="ProjectName">Its name.</param>
internal sealed record AppHostLocation(string Directory, string ProjectName);
