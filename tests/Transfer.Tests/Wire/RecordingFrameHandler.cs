using Transfer.Ranges;
using Transfer.Wire;

namespace Transfer.Tests.Wire;

/// <summary>Writes down what a parser hands over.</summary>
internal sealed class RecordingFrameHandler : IFrameHandler
{
    public List<string> Frames { get; } = [];

    public void OnAck(List<NumberRange> ranges, TimeSpan delay) => Frames.Add($"ack {string.Join(' ', ranges)}");

    public void OnHello(in HelloFrame hello) => Frames.Add(hello.ToString());

    public void OnStream(in StreamFrame stream) =>
        Frames.Add($"stream {stream.StreamId} {stream.Offset} {Convert.ToHexString(stream.Bytes)}{(stream.Fin ? " fin" : "")}");

    public void OnControl(in ControlFrame control) => Frames.Add(control.ToString());

    public void OnClose(in CloseFrame close) => Frames.Add(close.ToString());
}
