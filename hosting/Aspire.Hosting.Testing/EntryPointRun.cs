using System.Diagnostics;
using System.Reflection;

namespace Aspire.Hosting.Testing;

/// <summary>
/// The program of an AppHost on a thread of its own. It is held when its model is complete, and ends when the
/// application is built: the test starts it, not the program.
/// </summary>
internal sealed class EntryPointRun : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    // Several programs run at once; each sees only the events of its own.
    private static readonly AsyncLocal<EntryPointRun?> Current = new();

    private readonly Action<DistributedApplicationOptions> _configure;
    private readonly TaskCompletionSource<DistributedApplicationBuilder> _building = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _built = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<bool> _continue = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<IDisposable> _subscriptions = [];

    private EntryPointRun(Action<DistributedApplicationOptions> configure) => _configure = configure;

    /// <summary>The builder, once its model is complete.</summary>
    public Task<DistributedApplicationBuilder> Building => _building.Task;

    public static EntryPointRun Start(Assembly assembly, string[] args, Action<DistributedApplicationOptions> configure)
    {
        var run = new EntryPointRun(configure);
        run._subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(run));
        new Thread(() => run.Run(assembly, args)) { IsBackground = true, Name = $"{assembly.GetName().Name} (under test)" }.Start();
        return run;
    }

    /// <summary>Lets the program build its application.</summary>
    public Task<DistributedApplication> BuildAsync()
    {
        _continue.TrySetResult(true);
        return _built.Task;
    }

    /// <summary>Ends the program, if it has not built its application yet.</summary>
    public void Dispose()
    {
        _continue.TrySetResult(false);

        lock (_subscriptions)
        {
            _subscriptions.ForEach(subscription => subscription.Dispose());
            _subscriptions.Clear();
        }
    }

    void IObserver<DiagnosticListener>.OnNext(DiagnosticListener value)
    {
        if (value.Name == AppHostDiagnostics.ListenerName)
        {
            lock (_subscriptions)
            {
                _subscriptions.Add(value.Subscribe(this));
            }
        }
    }

    void IObserver<KeyValuePair<string, object?>>.OnNext(KeyValuePair<string, object?> value)
    {
        if (Current.Value != this)
        {
            return;
        }

        switch (value)
        {
            case { Key: AppHostDiagnostics.BuilderConstructingEvent, Value: DistributedApplicationOptions options }:
                _configure(options);
                break;
            case { Key: AppHostDiagnostics.BuilderConstructedEvent, Value: DistributedApplicationBuilder builder }:
                TestSettings.Apply(builder);
                break;
            case { Key: AppHostDiagnostics.BuildingEvent, Value: DistributedApplicationBuilder builder }:
                _building.TrySetResult(builder);

                // The program has its own thread; holding it is the purpose.
                if (!_continue.Task.GetAwaiter().GetResult())
                {
                    throw new ProgramEndedException();
                }

                break;
            case { Key: AppHostDiagnostics.BuiltEvent, Value: DistributedApplication application }:
                _built.TrySetResult(application);
                throw new ProgramEndedException();
        }
    }

    void IObserver<DiagnosticListener>.OnCompleted()
    {
    }

    void IObserver<DiagnosticListener>.OnError(Exception error)
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnCompleted()
    {
    }

    void IObserver<KeyValuePair<string, object?>>.OnError(Exception error)
    {
    }

    private void Run(Assembly assembly, string[] args)
    {
        Current.Value = this;
        var program = assembly.EntryPoint!;

        try
        {
            program.Invoke(null, program.GetParameters().Length == 0 ? null : [args]);
            Fail(new InvalidOperationException($"The program of '{assembly.GetName().Name}' ended without building an application."));
        }
        catch (TargetInvocationException exception)
        {
            Fail(exception.InnerException!);
        }
    }

    private void Fail(Exception exception)
    {
        _building.TrySetException(exception);
        _built.TrySetException(exception);

        // Nobody may be waiting any more.
        _ = _building.Task.Exception;
        _ = _built.Task.Exception;
    }

    /// <summary>Leaves the program where it is; nothing after that point shall run.</summary>
    private sealed class ProgramEndedException : Exception;
}
