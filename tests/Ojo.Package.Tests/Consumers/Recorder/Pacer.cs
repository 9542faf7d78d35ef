using Ojo;

namespace Recorder;

public sealed partial class Pacer(Tracer tracer)
{
    [FlowId] private readonly uint _flowId = 9;

    [TraceEvent(Category = "Pacing")]
    private partial void RecordBudgetUpdated(uint budget, uint interval);

    public void Update() => RecordBudgetUpdated(1200, 250);
}
