using System.Data.Common;
using ChangeDetection.Infrastructure.Storage.Rows;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage;

namespace ChangeDetection.Infrastructure.Storage.Sqlite;

/// <summary>
/// Writes changed watches with one prepared statement for each set of changed columns: checks change the same few. The tracker prepares a statement
/// for every row, which takes longer than to run it.
/// </summary>
internal static class SqliteUpdates
{
    /// <summary>Writes the rows, which count as unchanged from then on.</summary>
    public static async Task WriteAsync(StoreContext context, IEnumerable<EntityEntry<WatchRow>> rows, CancellationToken cancellationToken)
    {
        foreach (var alike in rows.Select(row => (Row: row, Columns: ChangedIn(row))).GroupBy(one => string.Join(',', one.Columns.Select(column => column.Metadata.Name))))
        {
            await using var command = Prepare(context, [.. alike.First().Columns.Select(column => column.Metadata.GetColumnName())]);
            foreach (var (row, columns) in alike)
            {
                command.Parameters[0].Value = row.Entity.Id;
                for (var place = 0; place < columns.Count; place++)
                    command.Parameters[place + 1].Value = columns[place].CurrentValue ?? DBNull.Value;
                await command.ExecuteNonQueryAsync(cancellationToken);
                // Else the state would bring back what was there before.
                columns.ForEach(column => column.OriginalValue = column.CurrentValue);
                row.State = EntityState.Unchanged;
            }
        }
    }

    private static List<PropertyEntry> ChangedIn(EntityEntry<WatchRow> row) => [.. row.Properties.Where(property => property.IsModified)];

    private static DbCommand Prepare(StoreContext context, IReadOnlyList<string> columns)
    {
        var command = context.Database.GetDbConnection().CreateCommand();
        command.Transaction = context.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = $"UPDATE watches SET {string.Join(", ", columns.Select((column, place) => $"{column} = @p{place + 1}"))} WHERE id = @p0";
        for (var place = 0; place <= columns.Count; place++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"@p{place}";
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
