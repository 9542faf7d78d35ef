using Ojo;

namespace ObliviousLibrary
{
    public partial class Probe
    {
        private readonly Tracer _tracer;

        [FlowId]
        private readonly uint _id;

        public Probe(Tracer tracer, uint id)
        {
            _tracer = tracer;
            _id = id;
        }

        [TraceEvent]
        private partial void RecordProbeSent(int change);

        public void Send()
        {
            RecordProbeSent(-1);
            _tracer.RecordTickFinished(_id, 7, late: true);
        }
    }
}
