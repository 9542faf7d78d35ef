using System.Text;
using Ojo.Cli;

// Rows come by the million: Console.Out would write each piece of them by itself.
using StreamWriter output = new(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 32 * 1024);
return await OjoProgram.RunAsync(args, output, Console.Error);
