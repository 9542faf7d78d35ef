using Ojo.Interop.Qlog;
using Ojo.Interop.Tests.Importing;

namespace Ojo.Interop.Tests.Qlog;

/// <summary>Random damage by the thousand is taken in or reported.</summary>
public sealed class MutationTests
{
    [Fact]
    public void Mutated_files_crash_and_hang_nothing_and_each_event_is_taken_in_or_reported()
    {
        using MutatedFiles files = new(new QlogImporter(), WritersTests.Files().Select(static row => row.Data.Item2));
        files.Try();
    }
}
