#requires -Version 5.1
# An Exchange server in and out of maintenance. Exchange's and the cluster's own cmdlets do the work: they come from the connection's
# session and from the FailoverClusters module. Nothing waits in here but the cmdlets that do so themselves.
Set-StrictMode -Version Latest

# What the module touches besides those cmdlets; tests put other things in its place.
$script:Api = @{
    Services         = { param([string]$Server) Get-Service -ComputerName $Server -Name 'MSExchange*' -ErrorAction Stop }
    RestartTransport = { param([string]$Server) Restart-Service -InputObject (Get-Service -ComputerName $Server -Name 'MSExchangeTransport' -ErrorAction Stop) -ErrorAction Stop }
}

. ([IO.Path]::Combine([IO.Path]::GetDirectoryName($PSScriptRoot), 'shared', 'Errors.ps1'))
foreach ($file in 'Maintenance.ps1', 'Gate.ps1') { . ([IO.Path]::Combine($PSScriptRoot, $file)) }
