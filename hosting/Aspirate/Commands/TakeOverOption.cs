using System.CommandLine;

namespace Aspirate.Commands;

/// <summary>What somebody else made or manages becomes this tool's.</summary>
internal sealed class TakeOverOption : Option<bool>
{
    public TakeOverOption()
        : base("--take-over") => Description = "Take over objects and fields of the same name that somebody else made or manages";
}
