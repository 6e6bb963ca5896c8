// OpenLIT as its documentation switches it on, with no endpoint that could answer.
import { Openlit } from 'openlit'

Openlit.init({ otlpEndpoint: 'http://127.0.0.1:9', pricingJson: { chat: {} } })
