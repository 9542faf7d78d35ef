using Transfer.Ranges;

namespace Transfer.Wire;

/// <summary>What is done with each frame of a packet that has arrived.</summary>
internal interface IFrameHandler
{
    /// <param name="ranges">The packets that have arrived, from the newest range to the oldest; valid during the call.</param>
    /// <param name="delay">How long the peer held the acknowledgement of the newest back.</param>
    void OnAck(List<NumberRange> ranges, TimeSpan delay);

    void OnHello(in HelloFrame hello);

    void OnStream(in StreamFrame stream);

    void OnControl(in ControlFrame control);

    void OnClose(in CloseFrame close);
}
