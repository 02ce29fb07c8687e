using System.Diagnostics;
using System.Text;
using ChangeDetection.Core.Checks;
using ChangeDetection.Core.Extraction;
using ChangeDetection.Core.Extraction.Json;

namespace ChangeDetection.Worker.Extracting;

/// <summary>
/// Runs jq as a child process with nothing to reach: an empty environment, one document on its input, no module path,
/// and limits on memory, processor time, time and output.
/// </summary>
internal sealed class JqProcess : IJq
{
    private const int MaxOutput = 20 * 1024 * 1024;

    // The shell sets the limits and becomes jq; the program's text is an argument of its own and never part of the script.
    private const string Script = "ulimit -v 1048576; ulimit -t 5; ulimit -c 0; exec \"$0\" \"$@\"";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    public string Run(string program, string json, bool isRaw)
    {
        using var process = Start(program, isRaw);
        using var killer = new Timer(_ => Kill(process), null, Limit, Timeout.InfiniteTimeSpan);
        var output = new StringBuilder();
        var errors = new StringBuilder();
        var writer = Begin(() => Write(process, json));
        var listener = Begin(() => Read(process.StandardError, errors, 4096));
        var isTooLong = !Read(process.StandardOutput, output, MaxOutput);
        if (isTooLong)
            Kill(process);
        process.WaitForExit();
        writer.Join();
        listener.Join();
        return Judge(program, process.ExitCode, isTooLong, output, errors);
    }

    private static string Judge(string program, int exitCode, bool isTooLong, StringBuilder output, StringBuilder errors)
    {
        if (isTooLong)
            throw new FilterException(CheckFailure.TooComplex, $"The jq filter '{program}' writes more than {MaxOutput / 1024 / 1024} MB.");
        // Killed by a limit: time, processor time.
        if (exitCode > 128)
            throw new FilterException(CheckFailure.RuleTimedOut, $"The jq filter '{program}' took longer than {Limit.TotalSeconds:0} seconds.");
        if (exitCode == 127)
            throw new FilterException(CheckFailure.Unsupported, "The program jq is not installed on this machine; jq filters need it.");
        var reason = errors.ToString().Trim();
        if (reason.Contains("cannot allocate memory", StringComparison.OrdinalIgnoreCase) || reason.Contains("too long", StringComparison.Ordinal))
            throw new FilterException(CheckFailure.TooComplex, $"The jq filter '{program}' needs too much memory.");
        return exitCode == 0 ? output.ToString() : throw new FilterException($"The jq filter '{program}' failed: {FirstLine(reason)}");
    }

    private static Process Start(string program, bool isRaw)
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
            StandardOutputEncoding = Encoding.UTF8,
            WorkingDirectory = "/",
        };
        // The leading space keeps a program that begins with a dash from being read as an option.
        foreach (var argument in new[] { "-c", Script, "jq", "-L", "/nonexistent", isRaw ? "-r" : "-c", " " + program })
            start.ArgumentList.Add(argument);
        start.Environment.Clear();
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new FilterException(CheckFailure.Unsupported, "jq filters need a Unix shell and the program jq.", missing);
        }
    }

    private static Thread Begin(Action work)
    {
        var thread = new Thread(() => work()) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static void Write(Process process, string json)
    {
        try
        {
            process.StandardInput.Write(json);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // jq ended before it read everything, for example because its program is wrong.
        }
    }

    private static bool Read(StreamReader stream, StringBuilder text, int most)
    {
        var buffer = new char[8192];
        for (int read; (read = stream.Read(buffer, 0, buffer.Length)) > 0;)
        {
            if (text.Length < most)
                text.Append(buffer, 0, read);
            else if (most == MaxOutput)
                return false;
        }

        return true;
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }
    }

    private static string FirstLine(string text)
    {
        var line = text.Split('\n')[0].Replace("jq: ", "", StringComparison.Ordinal);
        return line.Length <= 300 ? line : line[..300];
    }
}
