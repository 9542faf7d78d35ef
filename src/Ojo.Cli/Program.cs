using System.Text;
using Ojo.Cli;

// Rows come by the million: Console.Out would write each piece of them by itself.
StreamWriter output = new(StandardOutput.Open(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 32 * 1024);
int code = await OjoProgram.RunAsync(args, output, Console.Error);
try
{
    await output.FlushAsync();
}
catch (IOException exception) when (StandardOutput.IsClosed(exception))
{
    // Whoever read it has seen enough.
}

return code;
