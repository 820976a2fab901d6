using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Running.Terminal;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Running.Replicas;

/// <summary>Takes each line that a replica writes to everybody who may want it.</summary>
internal sealed class ReplicaLogs(ResourceLoggerService logs, ReplicaRegistry registry, IRunTerminal? terminal)
{
    /// <returns>What to do with a line of a replica.</returns>
    public Action<Processes.LogLine> For(IResource resource, string replica)
    {
        var (own, all) = (logs.GetLogger(replica), logs.GetLogger(resource));
        var tail = registry[replica].Log;

        return line =>
        {
            tail.Add(line);
            var level = line.IsError ? LogLevel.Error : LogLevel.Information;
            own.Log(level, default, line.Text, null, static (text, _) => text);
            all.Log(level, default, line.Text, null, static (text, _) => text);
            terminal?.Log(replica, line);
        };
    }
}
