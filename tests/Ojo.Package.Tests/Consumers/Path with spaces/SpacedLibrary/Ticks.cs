using Ojo;

namespace SpacedLibrary;

public static class Ticks
{
    public static void Run(Tracer tracer)
    {
        tracer.RecordTickBegun(1, 7);
        tracer.RecordTickFinished(1, 7);
    }
}
