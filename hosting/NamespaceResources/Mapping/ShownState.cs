using NamespaceResources.Contract;

namespace NamespaceResources.Mapping;

/// <summary>How something is, in the word that a person would use, and how the word looks.</summary>
/// <param name="Text">The word.</param>
/// <param name="Style"><c>success</c>, <c>info</c>, <c>warning</c> or <c>error</c>; null for one of <see cref="States"/>, which has a look of its own.</param>
internal sealed record ShownState(string Text, string? Style = null)
{
    public static ShownState Info(string text) => new(text, "info");

    public static ShownState Warning(string text) => new(text, "warning");

    public static ShownState Error(string text) => new(text, "error");

    public void ShowOn(Resource resource)
    {
        resource.State = Text;
        if (Style is not null)
        {
            resource.StateStyle = Style;
        }
    }
}
