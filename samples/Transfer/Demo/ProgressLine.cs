namespace Transfer.Demo;

/// <summary>Shows how it goes: one line that is redrawn on a terminal, else a line of its own now and then.</summary>
internal sealed class ProgressLine(TextWriter output, bool isTerminal, int width)
{
    private int _shown;

    /// <summary>How often to call <see cref="Show"/>.</summary>
    public TimeSpan Interval => isTerminal ? TimeSpan.FromMilliseconds(500) : TimeSpan.FromSeconds(2);

    public void Show(string text)
    {
        if (!isTerminal)
        {
            output.WriteLine(text);
            return;
        }

        // A line that reaches the edge would wrap, and the next carriage return would leave half of it behind.
        text = text.Length < width ? text : text[..(width - 1)];
        output.Write('\r' + text.PadRight(_shown));
        _shown = text.Length;
    }

    /// <summary>Makes room for other output: takes the line away.</summary>
    public void Clear()
    {
        if (_shown > 0)
        {
            output.Write('\r' + new string(' ', _shown) + '\r');
            _shown = 0;
        }
    }
}
