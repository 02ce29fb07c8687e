using BenchmarkDotNet.Running;
using ChangeDetection.Benchmarks.Live;
using ChangeDetection.Benchmarks.Load;
using ChangeDetection.Benchmarks.Load.Limit;
using ChangeDetection.Benchmarks.Rest;

// Run with: dotnet run -c Release --project ChangeDetection.Benchmarks -- --filter '*'
// The live view under load: dotnet run -c Release --project ChangeDetection.Benchmarks -- live clients=1000 seconds=60
// REST under load: dotnet run -c Release --project ChangeDetection.Benchmarks -- rest
// The whole system under load: dotnet run -c Release --project ChangeDetection.Benchmarks -- load --all
switch (args)
{
    case ["live", .. var words]:
        await LiveLoad.RunAsync(LiveLoadSettings.Read(words), CancellationToken.None);
        return 0;
    case ["rest"]:
        await RestLoad.RunAsync(CancellationToken.None);
        return 0;
    case ["load", .. var words]:
        return await LoadRun.RunAsync(LoadSettings.Read(words), CancellationToken.None);
    case [LimitProcess.Verb]:
        await BareClient.RunAsync(CancellationToken.None);
        return 0;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(LiveLoad).Assembly).Run(args);
        return 0;
}
