using Aspire.Hosting.Kubernetes.Output;
using DiffPlex.Renderer;

namespace Aspirate.Generation;

/// <summary>Shows differences as <c>diff -u</c> does: the committed text against what the model gives.</summary>
internal static class TreeDifferences
{
    public static string Render(IReadOnlyList<FileDifference> differences) => string.Join(
        '\n',
        differences.Select(difference => UnidiffRenderer.GenerateUnidiff(
            difference.Committed ?? "",
            difference.Generated ?? "",
            difference.Committed is null ? "/dev/null" : difference.Path,
            difference.Generated is null ? "/dev/null" : difference.Path)));
}
