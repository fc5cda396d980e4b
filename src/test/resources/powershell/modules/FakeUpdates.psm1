# An update server in memory behind Runwright.Updates, which must be imported before.
. ([IO.Path]::Combine($PSScriptRoot, 'FakeWsus.ps1'))
$server = [FakeServer]::new()
$null = $server.Add('11111111-1111-4111-8111-111111111111', @{}).WithLicence('You may use it.')
$makes = @{
    UpdateRevisionId               = { param($a) [FakeRevisionId]::new($a[0]) }
    UpdateScope                    = { [FakeUpdateScope]::new() }
    ComputerTargetScope            = { [FakeComputerScope]::new() }
    UpdateCategoryCollection       = { , [Collections.ArrayList]::new() }
    UpdateClassificationCollection = { , [Collections.ArrayList]::new() }
}
& (Get-Module -Name Runwright.Updates) {
    param($server, $makes)
    $script:Api.Server = { $server.ConfigurationState = 'Ready'; $server }.GetNewClosure()
    $script:Api.Make = { param($Type, $Arguments) & $makes[$Type] $Arguments }.GetNewClosure()
} $server $makes
Export-ModuleMember
