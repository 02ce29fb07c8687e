using System.Collections.Immutable;
using System.Data.Common;
using ChangeDetection.Infrastructure.Storage.Schema;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace ChangeDetection.Infrastructure.Storage.Backups;

/// <summary>Writes rows of a table inside the context's transaction, one after the other, without any of them staying in memory.</summary>
internal sealed class RowInsert : IAsyncDisposable
{
    private readonly DbCommand _command;
    private readonly ImmutableArray<(BackupColumn Column, DbParameter Parameter)> _parameters;

    public RowInsert(StoreContext context, BackupTable table)
    {
        _command = context.Database.GetDbConnection().CreateCommand();
        _command.Transaction = context.Database.CurrentTransaction?.GetDbTransaction();
        // Names of our own tables and columns, nothing from a file.
#pragma warning disable CA2100
        _command.CommandText = $"INSERT INTO {table.Table} ({string.Join(", ", table.All.Select(column => column.Name))}) VALUES ({string.Join(", ", table.All.Select(column => $"@{column.Name}"))})";
#pragma warning restore CA2100
        _parameters = [.. table.All.Select(column => (column, column.AddTo(_command)))];
    }

    public async Task RunAsync(object row, CancellationToken cancellationToken)
    {
        foreach (var (column, parameter) in _parameters)
            parameter.Value = column.ValueOf(row);
        await _command.ExecuteNonQueryAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync() => await _command.DisposeAsync();
}
