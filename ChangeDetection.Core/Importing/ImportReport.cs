namespace ChangeDetection.Core.Importing;

/// <summary>Collects what a person should know about an import. Not safe for use by several threads at once.</summary>
public sealed class ImportReport
{
    /// <summary>The most notes that are kept word for word.</summary>
    public const int MostNotes = 10_000;

    private readonly List<ImportNote> _notes = [];

    /// <summary>The notes in the order in which they were made.</summary>
    public IReadOnlyList<ImportNote> Notes => _notes;

    /// <summary>How many notes were made in excess of <see cref="MostNotes"/> and are only counted.</summary>
    public int OnlyCounted { get; private set; }

    /// <summary>Adds a note.</summary>
    public void Add(ImportNote note)
    {
        if (_notes.Count < MostNotes)
            _notes.Add(note);
        else
            OnlyCounted++;
    }

    /// <summary>Notes that nothing is lost, but something was read in another way.</summary>
    public void Remark(string place, string what, string? advice = null) => Add(new ImportNote(place, ImportSeverity.Remark, what, advice));

    /// <summary>Notes that something is not carried over.</summary>
    public void NotCarriedOver(string place, string what, string? advice = null) => Add(new ImportNote(place, ImportSeverity.NotCarriedOver, what, advice));

    /// <summary>Notes that something whole is not there.</summary>
    public void Refused(string place, string what, string? advice = null) => Add(new ImportNote(place, ImportSeverity.Refused, what, advice));
}
