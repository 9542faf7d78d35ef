using Ojo.Benchmarks.Reporting;

namespace Ojo.Benchmarks.Interop;

/// <summary>How fast other people's formats are read and written, each beside a peer that does the like with the same file.</summary>
internal static class InteropMeasurement
{
    /// <param name="output">Where the report goes.</param>
    public static void Run(TextWriter output)
    {
        Section section = new(output);
        foreach (Action<Section> measurement in (Action<Section>[])[QlogMeasurement.Run, PcapMeasurement.Run])
        {
            try
            {
                measurement(section);
            }
            catch (PeerAbsentException exception)
            {
                section.Absent([exception.Message]);
            }
        }

        ParquetMeasurement.Run(section);
        TraceViewMeasurement.Run(section);
    }
}
