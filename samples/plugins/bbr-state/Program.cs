using BbrState;
using Ojo;

// Records a flow's states as they happen, for twenty seconds or as many as are said.
double seconds = args.Length > 0 ? double.Parse(args[0], System.Globalization.CultureInfo.InvariantCulture) : 20;
using Tracer tracer = Tracer.Create(new TracerOptions { Service = "bbr-sender" });
long began = TimeProvider.System.GetTimestamp();
foreach (BbrStep step in BbrModel.Run(seconds))
{
    // The model is worked out at once; it is recorded at the pace of its own clock, so that its times are those of a real sender.
    TimeSpan left = TimeSpan.FromTicks(step.TimeNs / 100) - TimeProvider.System.GetElapsedTime(began);
    if (left > TimeSpan.Zero)
    {
        await Task.Delay(left);
    }

    if (step.State is { } state)
    {
        tracer.RecordBbrStateChanged(7, state, step.PacingGain);
    }
    else
    {
        tracer.RecordBbrModelUpdated(7, step.Bandwidth, step.MinRttUs);
    }
}
