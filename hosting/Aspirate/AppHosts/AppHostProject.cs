using System.Xml.Linq;

namespace Aspirate.AppHosts;

/// <summary>The project file of an AppHost.</summary>
/// <param name="File">Its full path.</param>
internal sealed record AppHostProject(string File)
{
    public string Directory => Path.GetDirectoryName(File)!;

    public string Name => Path.GetFileNameWithoutExtension(File);

    /// <summary>Whether a project file is that of an AppHost: it uses Aspire's SDK, or says so.</summary>
    public static bool IsAppHost(string file)
    {
        try
        {
            var root = XDocument.Load(file).Root;
            return root is not null && (SaysSo(root) || UsesSdk(root));
        }
        catch (System.Xml.XmlException)
        {
            return false;
        }
    }

    /// <summary>The name of the built program, which a project may choose.</summary>
    public string AssemblyName =>
        XDocument.Load(File).Descendants("AssemblyName").FirstOrDefault()?.Value is { Length: > 0 } name && !name.Contains('$') ? name : Name;

    /// <summary>The id of its user secrets; <see langword="null"/> when it keeps none.</summary>
    public string? UserSecretsId =>
        XDocument.Load(File).Descendants("UserSecretsId").FirstOrDefault()?.Value is { Length: > 0 } id && !id.Contains('$') ? id : null;

    private static bool SaysSo(XElement root) =>
        root.Descendants("IsAspireHost").Any(element => string.Equals(element.Value, "true", StringComparison.OrdinalIgnoreCase));

    private static bool UsesSdk(XElement root) => root.DescendantsAndSelf()
        .Where(element => element.Name.LocalName is "Project" or "Sdk" or "Import")
        .SelectMany(element => element.Attributes())
        .Any(attribute => attribute.Name.LocalName is "Sdk" or "Name" && attribute.Value.StartsWith("Aspire.AppHost.Sdk", StringComparison.Ordinal));
}
