using System.Globalization;

namespace Ojo.Runtime.Tests.Stress;

/// <summary>Adds up what was found of processes that died.</summary>
internal sealed class DeathCensus
{
    private long _deaths;
    private long _events;
    private long _salvaged;
    private long _onTheirWay;
    private long _lost;

    public void Add(SalvageSummary summary, DeathAudit audit)
    {
        _deaths++;
        _events += audit.Events;
        _salvaged += summary.Events;
        _onTheirWay += audit.OnTheirWay;
        _lost += audit.Lost;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{_deaths} deaths, {_events} events found, {_salvaged} of them salvaged, {_onTheirWay} of them on their way, {_lost} counted as lost, 0 missing, 0 invented");
}
