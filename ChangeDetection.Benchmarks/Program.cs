using BenchmarkDotNet.Running;
using ChangeDetection.Benchmarks.Live;

// Run with: dotnet run -c Release --project ChangeDetection.Benchmarks -- --filter '*'
// The live view under load: dotnet run -c Release --project ChangeDetection.Benchmarks -- live clients=1000 seconds=60
if (args is ["live", .. var words])
    await LiveLoad.RunAsync(LiveLoadSettings.Read(words), CancellationToken.None);
else
    BenchmarkSwitcher.FromAssembly(typeof(LiveLoad).Assembly).Run(args);
