using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.PostgreSQL;

/// <summary>The script that creates a database.</summary>
internal sealed class CreationScriptAnnotation(string script) : IResourceAnnotation
{
    public string Script { get; } = script;
}
