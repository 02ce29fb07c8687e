using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.EntityFrameworkCore;

namespace ChangeDetection.Infrastructure.Storage.Secrets;

/// <summary>Keys as rows of the store, for installations of several machines: each machine has what another one made.</summary>
internal sealed class KeyRows(StoreContextFactory contexts) : IKeyDocuments
{
    private const string Prefix = StoreRows.Prefix + "key:";

    public string Place => $"the table settings of the {contexts.Location.Describe()}";

    public IReadOnlyList<(string Name, string Text)> Read()
    {
        using var context = contexts.Create();
        return [.. context.Settings.Where(row => row.Name.StartsWith(Prefix)).OrderBy(row => row.Name).AsEnumerable().Select(row => (row.Name[Prefix.Length..], row.Value))];
    }

    public void Write(string name, string text)
    {
        using var context = contexts.Create();
        var key = Prefix + name;
        if (context.Settings.AsTracking().FirstOrDefault(row => row.Name == key) is { } there)
            there.Value = text;
        else
            context.Settings.Add(new SettingRow { Name = key, Value = text });
        context.SaveChanges();
    }
}
