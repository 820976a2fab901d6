using k8s;
using k8s.Exceptions;
using k8s.KubeConfigModels;
using YamlDotNet.Core;

namespace Aspirate.Cluster;

/// <summary>The kubeconfig files that are in force, found and merged as kubectl does it.</summary>
/// <remarks><see href="https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/"/></remarks>
internal sealed class Kubeconfig
{
    private const string Variable = "KUBECONFIG";

    private readonly K8SConfiguration _configuration;
    private readonly string _files;

    private Kubeconfig(K8SConfiguration configuration, string files)
    {
        _configuration = configuration;
        _files = files;
    }

    /// <summary>Reads the files.</summary>
    /// <param name="file">The only file to read; otherwise those that <c>KUBECONFIG</c> names, otherwise <c>~/.kube/config</c>.</param>
    /// <returns><see langword="null"/> when there is no file, and none was asked for.</returns>
    /// <exception cref="ClusterException">A file that was asked for does not exist, or one cannot be read.</exception>
    public static async Task<Kubeconfig?> ReadAsync(string? file)
    {
        var candidates = Candidates(file);
        var existing = candidates.Where(File.Exists).ToArray();
        if (existing.Length == 0)
        {
            return file is null ? null : throw new ClusterException($"There is no kubeconfig {file}. Name an existing file with --kubeconfig.");
        }

        var files = string.Join(", ", existing);
        try
        {
            return new(Merge(await Task.WhenAll(existing.Select(LoadAsync))), files);
        }
        catch (Exception unreadable) when (unreadable is KubeConfigException or YamlException or IOException or UnauthorizedAccessException)
        {
            throw new ClusterException($"The kubeconfig {files} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    /// <summary>Says where a kubeconfig was looked for, for a message.</summary>
    public static string Sought(string? file) => string.Join(", ", Candidates(file));

    /// <summary>The name of the context that is used when none is named.</summary>
    public string? CurrentContext => _configuration.CurrentContext;

    /// <summary>The program that signs for a context's cluster, if one does.</summary>
    public string? ProviderOf(string context)
    {
        var cluster = _configuration.Contexts.FirstOrDefault(entry => entry.Name == context)?.ContextDetails?.Cluster;
        return _configuration.Clusters.FirstOrDefault(entry => entry.Name == cluster)?.ClusterEndpoint?.Extensions?
            .Select(extension => extension.Extension is IDictionary<object, object> details && details.TryGetValue("provider", out var provider) ? provider as string : null)
            .FirstOrDefault(provider => provider is not null);
    }

    /// <summary>What is needed to talk to the cluster of <paramref name="context"/>.</summary>
    /// <param name="context">A context's name; <see langword="null"/> for the current one.</param>
    /// <param name="name">The name of the context that was chosen.</param>
    /// <exception cref="ClusterException">There is no such context, or it is not complete.</exception>
    public KubernetesClientConfiguration Select(string? context, out string name)
    {
        var contexts = (_configuration.Contexts ?? []).Select(entry => entry.Name).Order(StringComparer.Ordinal).ToArray();
        var there = contexts.Length == 0 ? "It has none." : $"There are: {string.Join(", ", contexts)}.";
        name = context ?? _configuration.CurrentContext;
        if (string.IsNullOrEmpty(name))
        {
            throw new ClusterException($"The kubeconfig {_files} has no current context. {there} Choose one with --kubernetes-context, or: kubectl config use-context NAME");
        }

        if (!contexts.Contains(name))
        {
            throw new ClusterException($"The kubeconfig {_files} has no context '{name}'. {there} Choose one with --kubernetes-context.");
        }

        try
        {
            return KubernetesClientConfiguration.BuildConfigFromConfigObject(_configuration, name);
        }
        catch (Exception incomplete) when (incomplete is KubeConfigException or KeyNotFoundException or IOException or FormatException or System.ComponentModel.Win32Exception)
        {
            // Among others: the context's credential plug-in is not installed, or failed.
            throw new ClusterException($"The context '{name}' of the kubeconfig {_files} cannot be used: {incomplete.Message}", incomplete);
        }
    }

    private static async Task<K8SConfiguration> LoadAsync(string file)
    {
        var configuration = await KubernetesClientConfiguration.LoadKubeConfigAsync(new FileInfo(file));

        // Paths are relative to the file that names them, which is forgotten in the merge.
        var directory = Path.GetDirectoryName(Path.GetFullPath(file))!;
        string? Absolute(string? path) => string.IsNullOrEmpty(path) ? path : Path.Combine(directory, path);
        foreach (var cluster in (configuration.Clusters ?? []).Where(cluster => cluster.ClusterEndpoint is not null))
        {
            cluster.ClusterEndpoint.CertificateAuthority = Absolute(cluster.ClusterEndpoint.CertificateAuthority);
        }

        foreach (var user in (configuration.Users ?? []).Where(user => user.UserCredentials is not null))
        {
            user.UserCredentials.ClientCertificate = Absolute(user.UserCredentials.ClientCertificate);
            user.UserCredentials.ClientKey = Absolute(user.UserCredentials.ClientKey);
        }

        return configuration;
    }

    // Of several files, the first that says something is right.
    private static K8SConfiguration Merge(IReadOnlyList<K8SConfiguration> configurations) => new()
    {
        ApiVersion = "v1",
        Kind = "Config",
        CurrentContext = configurations.Select(configuration => configuration.CurrentContext).FirstOrDefault(name => !string.IsNullOrEmpty(name)),
        Contexts = [.. configurations.SelectMany(configuration => configuration.Contexts ?? []).DistinctBy(context => context.Name)],
        Clusters = [.. configurations.SelectMany(configuration => configuration.Clusters ?? []).DistinctBy(cluster => cluster.Name)],
        Users = [.. configurations.SelectMany(configuration => configuration.Users ?? []).DistinctBy(user => user.Name)],
    };

    private static string[] Candidates(string? file)
    {
        if (file is not null)
        {
            return [file];
        }

        return Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } list
            ? list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            : [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".kube", "config")];
    }
}
