using System.Text;
using Ojo.Interop.Importing;
using Ojo.Storage;
using Ojo.Storage.Tests.Support;

namespace Ojo.Interop.Tests.Importing;

/// <summary>Damages files of text by the thousand and imports them: what is whole is to be taken in, the rest reported; nothing may crash, hang or take much memory.</summary>
internal sealed class MutatedFiles : IDisposable
{
    /// <summary>What may be made for one file of some kilobytes: its run's records, its window and what is written of it.</summary>
    private const long MostAllocated = 32 << 20;

    private static readonly int s_mutations = CountOr(400);

    // A store takes as long to make as a hundred files to damage.
    private static readonly int s_storeInterval = Math.Max(20, s_mutations / 250);
    private readonly TemporaryDirectory _directory = new();
    private readonly IImporter _importer;
    private readonly byte[][] _seeds;

    public MutatedFiles(IImporter importer, IEnumerable<string> seeds) => (_importer, _seeds) = (importer, [.. seeds.Select(Encoding.UTF8.GetBytes)]);

    public void Dispose() => _directory.Dispose();

    /// <summary>How many are asked for, else so many.</summary>
    public static int CountOr(int few) => int.TryParse(Environment.GetEnvironmentVariable("OJO_STRESS_MUTATIONS"), out int many) ? many : few;

    /// <summary>Tries as many as are asked for: some hundred, or OJO_STRESS_MUTATIONS.</summary>
    public void Try()
    {
        (int whole, int reported) = (0, 0);
        for (int n = 0; n < s_mutations; n++)
        {
            Random random = new(n);
            byte[] bytes = Mutate(_seeds, random);
            string path = _directory["mutated"];
            File.WriteAllBytes(path, bytes);
            string output = _directory[$"traces{n}"];
            long before = GC.GetAllocatedBytesForCurrentThread();
            ImportedFile file = Import(path, output, n);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
            foreach (ImportProblem problem in file.Problems)
            {
                Assert.True(problem.Offset >= -1 && problem.Offset <= bytes.Length && problem.Message.Length > 0, $"mutation {n}: {problem}");
            }

            if (file.Failure is null && file.ProblemCount == 0)
            {
                whole++;
            }
            else
            {
                reported++;
            }

            if (n % s_storeInterval == 0 && Directory.Exists(output))
            {
                Store(output, n);
            }

            if (Directory.Exists(output))
            {
                Directory.Delete(output, recursive: true);
            }
        }

        Assert.InRange(whole, s_mutations / 20, s_mutations);
        Assert.InRange(reported, s_mutations / 20, s_mutations);
        TestContext.Current.TestOutputHelper?.WriteLine($"{whole} taken in without a word, {reported} with one.");
    }

    private ImportedFile Import(string path, string output, int n)
    {
        try
        {
            return Assert.Single(TraceImport.Run(new ImportOptions { Files = [path], OutputDirectory = output, Format = _importer.Format, Importers = [_importer] }).Files);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"Mutation {n} failed.", exception);
        }
    }

    /// <summary>What was made of it must be trace files that a store takes.</summary>
    private void Store(string output, int n)
    {
        string path = _directory[$"store{n}"];
        Directory.CreateDirectory(path);
        using (IStoreWriter store = OjoStore.OpenWriter(Path.Combine(path, "store.db")))
        {
            foreach (string file in Directory.GetFiles(Path.Combine(output, "output"), "trace_*"))
            {
                store.Ingest(file);
            }
        }

        Directory.Delete(path, recursive: true);
    }

    private static byte[] Mutate(byte[][] seeds, Random random)
    {
        List<byte> bytes = [.. seeds[random.Next(seeds.Length)]];
        for (int i = random.Next(1, 4); i > 0 && bytes.Count > 0; i--)
        {
            int at = random.Next(bytes.Count);
            switch (random.Next(10))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(60)));
                    break;
                case 4:
                    byte[] other = seeds[random.Next(seeds.Length)];
                    int from = random.Next(other.Length);
                    bytes.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(400))]);
                    break;
                case 5:
                    int digit = bytes.FindIndex(at, static b => b is >= (byte)'0' and <= (byte)'9');
                    bytes.InsertRange(digit < 0 ? at : digit, Encoding.ASCII.GetBytes(new string('9', random.Next(1, 400))));
                    break;
                case 6:
                    bytes.InsertRange(at, Enumerable.Repeat((byte)(random.Next(2) == 0 ? '[' : '{'), random.Next(1, 5000)));
                    break;
                case 7:
                    int key = bytes.FindIndex(at, static b => b == '"');
                    int end = key < 0 ? -1 : bytes.FindIndex(key, static b => b == ',');
                    if (end > key)
                    {
                        bytes.InsertRange(key, bytes.GetRange(key, end + 1 - key));
                    }

                    break;
                case 8:
                    bytes.InsertRange(at, "\"\\u0000\u001e\n,:{}[]e+-.0"u8[random.Next(8)..].ToArray());
                    break;
                default:
                    string[] numbers = ["-1", "1e400", "1e-400", "18446744073709551616", "4611686018427387903", "0.1e1", "null", "\"NaN\"", "-0"];
                    int number = bytes.FindIndex(at, static b => b == ':');
                    bytes.InsertRange(number < 0 ? at : number + 1, Encoding.ASCII.GetBytes(numbers[random.Next(numbers.Length)] + (random.Next(2) == 0 ? "," : "")));
                    break;
            }
        }

        return [.. bytes];
    }
}
