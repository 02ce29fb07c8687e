namespace ChangeDetection.Core.Extraction.Json;

/// <summary>
/// Refuses jq programs that call what reaches beyond their document, with a message that says so. It reads words as jq does:
/// a field of that name (<c>.env</c>, <c>{"env": 1}</c>) is no call. Safety does not rest on it: jq runs with nothing to reach.
/// </summary>
internal static class JqWords
{
    private static readonly HashSet<string> Refused = new(StringComparer.Ordinal)
    {
        "env", "$ENV", "input", "inputs", "debug", "stderr", "input_filename", "input_line_number", "$__loc__", "$__prog_args", "halt", "halt_error",
        "include", "import", "modulemeta", "get_search_list", "builtins", "$JQ_BUILD_CONFIGURATION", "have_decnum", "now", "localtime", "mktime", "strflocaltime",
    };

    /// <summary>The first call in a program that is refused and its place, or null.</summary>
    public static (string Word, int Position)? FirstRefused(string program)
    {
        var depths = new Stack<int>();
        var depth = 0;
        for (var at = 0; at < program.Length;)
        {
            var character = program[at];
            if (character == '#')
                at = EndOfLine(program, at);
            else if (character == '"' || (character == ')' && depths.TryPeek(out var open) && open == depth))
                at = SkipString(program, at, ref depth, depths);
            else if (IsWordStart(program, at))
            {
                var end = EndOfWord(program, at + 1);
                if (Refused.Contains(program[at..end]) && !IsField(program, at, end))
                    return (program[at..end], at);
                at = end;
            }
            else
            {
                depth += character == '(' ? 1 : character == ')' ? -1 : 0;
                at++;
            }
        }

        return null;
    }

    private static bool IsField(string program, int start, int end)
    {
        var before = program.AsSpan(0, start).TrimEnd();
        var after = program.AsSpan(end).TrimStart();
        if (before.EndsWith(".") && !before.EndsWith(".."))
            return true;
        // A key of an object: {env: 1}, {a, env}. A word after "as $x |" or "def" is none.
        return (before.EndsWith("{") || before.EndsWith(",")) && program[start] != '$' && IsInBraces(program, start) && (after.StartsWith(":") || after.StartsWith(",") || after.StartsWith("}"));
    }

    private static bool IsInBraces(string program, int position)
    {
        var depth = 0;
        for (var at = position - 1; at >= 0; at--)
        {
            if (program[at] is ')' or ']' or '}')
                depth++;
            else if (program[at] is '(' or '[' or '{' && depth-- == 0)
                return program[at] == '{';
        }

        return false;
    }

    private static bool IsWordStart(string program, int at) => char.IsAsciiLetter(program[at]) || program[at] is '_' or '$' or '@';

    private static int EndOfWord(string program, int at)
    {
        while (at < program.Length && (char.IsAsciiLetterOrDigit(program[at]) || program[at] == '_'))
            at++;
        return at;
    }

    private static int EndOfLine(string program, int at)
    {
        var end = program.IndexOf('\n', at);
        return end < 0 ? program.Length : end;
    }

    // Within a string, \( begins a program again, up to its closing bracket.
    private static int SkipString(string program, int at, ref int depth, Stack<int> depths)
    {
        if (program[at] == ')')
        {
            depths.Pop();
            depth--;
        }

        for (at++; at < program.Length && program[at] != '"'; at++)
        {
            if (program[at] != '\\')
                continue;
            if (at + 1 < program.Length && program[at + 1] == '(')
            {
                depth++;
                depths.Push(depth);
                return at + 2;
            }

            at++;
        }

        return at + 1;
    }
}
