using System.Collections.Concurrent;
using System.Text.Json;
using Aspirate.Cluster.Building.Registries;

namespace Aspirate.Cluster.Building.Inspection;

/// <summary>
/// Finds out what images of others say of themselves: their registries are asked, and the container engine of this machine for
/// what no registry tells. Nobody is waited for longer than a few seconds, and whatever fails is an answer that is missing.
/// </summary>
internal sealed class ImageInspection(Func<string, string?> environment, ImageFactsCache cache, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly RegistryInspection _registries = new(new DockerLogins(environment), cache);
    private readonly EngineInspection _engines = new(environment);

    /// <summary>The one of this machine's user.</summary>
    public static ImageInspection OfThisMachine() =>
        new(Environment.GetEnvironmentVariable, new(ImageFactsCache.DefaultFolder(Environment.GetEnvironmentVariable), TimeProvider.System), TimeProvider.System);

    /// <summary>Asks about all of them at the same time.</summary>
    /// <param name="names">The images, as workloads name them.</param>
    /// <param name="asksSilent">Whether registries are asked, too, that have not answered lately.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<InspectionResult> AskAsync(IEnumerable<string> names, bool asksSilent, CancellationToken cancellationToken)
    {
        var facts = new ConcurrentDictionary<string, ImageFacts>(StringComparer.Ordinal);
        var unanswered = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var images = names.Distinct(StringComparer.Ordinal).ToList();
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        await Task.WhenAll(images.Select(async name =>
        {
            using var needed = CancellationTokenSource.CreateLinkedTokenSource(either.Token);
            var engine = AskEngineAsync(name, needed.Token);
            var (found, reason) = await AskRegistryAsync(InspectedImage.Parse(name), asksSilent, either.Token);
            if (found is not null)
            {
                await needed.CancelAsync();
            }

            var local = await engine;
            found ??= local;
            _ = found is null ? unanswered.TryAdd(name, reason!) : facts.TryAdd(name, found);
        }));
        cancellationToken.ThrowIfCancellationRequested();
        return new([.. images.Where(facts.ContainsKey).Select(name => facts[name])], unanswered);
    }

    private async Task<ImageFacts?> AskEngineAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            return await _engines.AskAsync(name, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<(ImageFacts? Facts, string? Reason)> AskRegistryAsync(InspectedImage image, bool asksSilent, CancellationToken cancellationToken)
    {
        if (!asksSilent && cache.IsSilent(image.Registry))
        {
            return (null, $"{image.Registry} has not answered a few minutes ago");
        }

        try
        {
            return (await _registries.AskAsync(image, cancellationToken), null);
        }
        catch (UserErrorException failure)
        {
            if (failure.InnerException is HttpRequestException)
            {
                cache.KeepSilent(image.Registry);
                return (null, $"{image.Registry} cannot be reached");
            }

            return (null, $"{image.Registry} does not show it");
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            return (null, $"what {image.Registry} answers is no image");
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException or HttpRequestException)
        {
            cache.KeepSilent(image.Registry);
            return (null, $"{image.Registry} does not answer in time");
        }
    }
}
