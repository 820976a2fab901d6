using System.Text;

namespace Aspire.Hosting.Running.Processes;

/// <summary>
/// Cuts a byte stream into lines. A program that never ends its line cannot fill the memory: longer lines are cut at
/// <see cref="MaxLineLength"/> characters.
/// </summary>
internal sealed class LineReader(Stream stream, Action<string> onLine)
{
    public const int MaxLineLength = 32 * 1024;

    private readonly StringBuilder _line = new();

    /// <summary>Reads to the end of the stream. A broken pipe counts as its end.</summary>
    public async Task ReadToEndAsync(CancellationToken cancellationToken)
    {
        var decoder = Encoding.UTF8.GetDecoder();
        var bytes = new byte[4096];
        var characters = new char[Encoding.UTF8.GetMaxCharCount(bytes.Length)];

        try
        {
            int count;
            while ((count = await stream.ReadAsync(bytes, cancellationToken)) > 0)
            {
                Append(characters.AsSpan(0, decoder.GetChars(bytes.AsSpan(0, count), characters, flush: false)));
            }
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The other side is gone; what was read so far counts.
        }

        if (_line.Length > 0)
        {
            Emit();
        }
    }

    private void Append(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var end = text.IndexOf('\n');
            var part = end < 0 ? text : text[..end];

            while (_line.Length + part.Length > MaxLineLength)
            {
                var room = MaxLineLength - _line.Length;
                _line.Append(part[..room]);
                part = part[room..];
                Emit();
            }

            _line.Append(part);

            if (end < 0)
            {
                return;
            }

            Emit();
            text = text[(end + 1)..];
        }
    }

    private void Emit()
    {
        var length = _line.Length > 0 && _line[^1] == '\r' ? _line.Length - 1 : _line.Length;
        onLine(_line.ToString(0, length));
        _line.Clear();
    }
}
