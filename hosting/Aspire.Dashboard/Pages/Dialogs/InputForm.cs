using Aspire.Dashboard.Resources;

namespace Aspire.Dashboard.Pages.Dialogs;

/// <summary>The fields that an AppHost asks to fill in, and what has been written into them.</summary>
public sealed class InputForm
{
    private readonly Dictionary<string, string> _values;

    /// <summary>A form with the values that the AppHost proposes.</summary>
    public InputForm(IReadOnlyList<InteractionInput> inputs)
    {
        Inputs = inputs;
        _values = inputs.ToDictionary(i => i.Name, i => i.Value);
    }

    /// <summary>The fields.</summary>
    public IReadOnlyList<InteractionInput> Inputs { get; private set; }

    /// <summary>The values, by name.</summary>
    public IReadOnlyDictionary<string, string> Values => _values;

    /// <summary>Whether everything required has been filled in.</summary>
    public bool IsComplete => Inputs.All(i => !i.IsRequired || i.IsDisabled || !string.IsNullOrWhiteSpace(_values.GetValueOrDefault(i.Name)));

    /// <summary>Writes a value.</summary>
    public void Set(string name, string value) => _values[name] = value;

    /// <summary>Takes over what the AppHost changed: errors, options, values of fields that depend on others.</summary>
    public void Update(IReadOnlyList<InteractionInput> inputs)
    {
        var before = Inputs.ToDictionary(i => i.Name, i => i.Value);
        foreach (var input in inputs)
        {
            if (!before.TryGetValue(input.Name, out var proposed) || proposed != input.Value)
            {
                _values[input.Name] = input.Value;
            }
        }

        Inputs = inputs;
    }
}
