using Ojo.Watcher.Directories;
using Ojo.Watcher.Tests.Support;

namespace Ojo.Watcher.Tests;

public sealed class ListingTests : IDisposable
{
    private readonly WatchedDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_listing_has_the_first_of_very_many_files_and_the_next_has_the_next()
    {
        const int Files = 2 * InputListing.Most + 100;
        for (int n = 0; n < Files; n++)
        {
            _directory.Write($"{n * 7919 % Files:D6}.bin", [1]);
        }

        var seen = new SeenFiles();
        List<string> names = [];
        foreach (int expected in new[] { InputListing.Most, InputListing.Most, 100, 0 })
        {
            InputListing listing = InputListing.Of(_directory.Output, seen);
            Assert.Equal((expected, Files - names.Count, (long)(Files - names.Count)), (listing.Files.Count, listing.Count, listing.Bytes));
            names.AddRange(listing.Files.Select(static file => file.Name));
            foreach (InputFile file in listing.Files)
            {
                seen.Done(file);
            }
        }

        Assert.Equal(Enumerable.Range(0, Files).Select(static n => $"{n:D6}.bin"), names);
    }

    [Fact]
    public void A_file_that_changes_or_comes_back_is_listed_again_and_one_that_was_passed_over_is_in_the_next_round()
    {
        var seen = new SeenFiles();
        _directory.Write("done.bin", [1]);
        _directory.Write("later.bin", [1]);
        IReadOnlyList<InputFile> files = InputListing.Of(_directory.Output, seen).Files;
        seen.Done(files[0]);
        seen.PassOver(files[1]);
        Assert.Empty(InputListing.Of(_directory.Output, seen).Files);

        seen.EndRound();
        Assert.Equal("later.bin", Assert.Single(InputListing.Of(_directory.Output, seen).Files).Name);

        DateTime time = File.GetLastWriteTimeUtc(Path.Combine(_directory.Output, "done.bin"));
        _directory.Write("done.bin", [1, 2]);
        Assert.Equal(2, InputListing.Of(_directory.Output, seen).Files.Count);

        // It went, and that was seen; one that comes under its name is another, whatever it looks like.
        _directory.Write("done.bin", [1]);
        File.SetLastWriteTimeUtc(Path.Combine(_directory.Output, "done.bin"), time);
        Assert.Equal(2, InputListing.Of(_directory.Output, seen).Files.Count);
    }

    [Theory]
    [InlineData("nfs", true)]
    [InlineData("cifs", true)]
    [InlineData("fuse.sshfs", true)]
    [InlineData("9p", true)]
    [InlineData("ext4", false)]
    [InlineData("tmpfs", false)]
    [InlineData("overlay", false)]
    public void File_systems_that_others_change_are_known_by_their_names(string format, bool isNetwork) =>
        Assert.Equal(isNetwork, NetworkDirectory.IsOneOf(format));

    [Fact]
    public void The_file_system_of_a_directory_is_found_whatever_its_path()
    {
        string deep = Directory.CreateDirectory(Path.Combine(_directory.Output, "a", "b c")).FullName;
        Assert.Equal(NetworkDirectory.FormatOf(_directory.Output), NetworkDirectory.FormatOf(deep));
        Assert.SkipUnless(Directory.Exists("/dev/shm"), "Needs a file system that is known not to be on a network.");
        Assert.Null(NetworkDirectory.FormatOf("/dev/shm"));
    }
}
