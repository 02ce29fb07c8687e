using System.Data.Common;
using System.Reflection;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>A column, from the row to its JSON and back to the database.</summary>
internal sealed class BackupColumn
{
    private readonly RelationalTypeMapping _mapping;
    private readonly PropertyInfo _property;

    public BackupColumn(IProperty property)
    {
        _mapping = property.GetRelationalTypeMapping();
        _property = property.PropertyInfo ?? throw new InvalidOperationException($"{property.Name} is no property of its row.");
        (Property, Name, IsNullable) = (property.Name, property.GetColumnName(), property.IsNullable);
    }

    /// <summary>The name of the row's property.</summary>
    public string Property { get; }

    /// <summary>The name in the database, and in the file.</summary>
    public string Name { get; }

    public bool IsNullable { get; }

    /// <summary>Writes the row's value as a member of its line.</summary>
    public void Write(Utf8JsonWriter writer, object row)
    {
        writer.WritePropertyName(Name);
        JsonSerializer.Serialize(writer, _property.GetValue(row), _property.PropertyType);
    }

    /// <summary>Sets the row's value from a line's member; an older file has none for a column that came later, and leaves the row's own.</summary>
    /// <exception cref="JsonException">It is missing, or of another type.</exception>
    public void Set(object row, JsonElement? member)
    {
        if (member is not { } given)
        {
            if (_property.GetValue(row) is null && !IsNullable)
                throw new JsonException($"the field '{Name}' is missing");
            return;
        }

        var value = Read(given);
        if (value is null && !IsNullable)
            throw new JsonException($"the field '{Name}' is null");
        // PostgreSQL keeps no text with one, so that a file made from SQLite would not fit everywhere.
        if (value is string text && text.Contains('\0', StringComparison.Ordinal))
            throw new JsonException($"the field '{Name}' has a zero character");
        _property.SetValue(row, value);
    }

    /// <summary>A parameter of a command for values of this column.</summary>
    public DbParameter AddTo(DbCommand command)
    {
        var parameter = _mapping.CreateParameter(command, $"@{Name}", value: null, IsNullable);
        command.Parameters.Add(parameter);
        return parameter;
    }

    /// <summary>The row's value as the database takes it.</summary>
    public object ValueOf(object row)
    {
        var value = _property.GetValue(row);
        return (_mapping.Converter is { } converter ? converter.ConvertToProvider(value) : value) ?? DBNull.Value;
    }

    private object? Read(JsonElement member)
    {
        try
        {
            return member.Deserialize(_property.PropertyType);
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or FormatException)
        {
            throw new JsonException($"the field '{Name}' has the wrong type", wrong);
        }
    }
}
